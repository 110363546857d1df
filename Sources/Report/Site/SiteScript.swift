internal import Records

/// The script of a site, without which only its search does nothing.
enum SiteScript {
  /// One file for all pages of the site; a chart that is saved takes the style sheet with it, which
  /// a page that was opened from a disk may not read.
  static let text =
    "const sheet=\(JSONText.quoted(PageStyle.sheet));\n" + PageScript.text + "\n" + search + "\n"

  /// Lists the pages that have all words of a question, those first whose titles do.
  ///
  /// It cuts a question into words as `SearchWords` does and loads their files. A word that is not
  /// ended finds those that begin with it.
  private static let search = """
    const tally=window.tally={known:null,shards:new Map(),waiting:new Map(),
    pages(all){tally.known=all;tally.arrive("pages")},words(shard,all){tally.shards.set(shard,all);tally.arrive(shard)},
    arrive(name){tally.waiting.get(name)?.done()},
    load(name){let wait=tally.waiting.get(name);if(!wait){wait={};wait.promise=new Promise(done=>{wait.done=done;const script=document.createElement("script");
    script.src=document.body.dataset.root+"search/"+name+".js";script.addEventListener("error",()=>done());document.head.append(script)});tally.waiting.set(name,wait)}return wait.promise}};
    const cut=text=>{const plain=text.normalize("NFD").replace(/[\\u0300-\\u0331]/g,"").normalize("NFC").toLowerCase(),words=[];
    const pair=/[\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3fffd}]+|(?:(?![\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3fffd}])[\\p{Alphabetic}\\p{Nd}\\p{M}])+/gu;
    for(const [run] of plain.matchAll(pair)){const letters=[...run];
    if(/[\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3fffd}]/u.test(run)&&letters.length>1)for(let i=1;i<letters.length;i++)words.push(letters[i-1]+letters[i]);
    else words.push(run)}return words};
    const shard=word=>{const [first,second]=[...word],code=first.codePointAt(0);return code>127?"u"+(code>>6).toString(16):first+(second&&second.codePointAt(0)<128?second:"_")};
    const answer=async(question,list,status)=>{const words=cut(question).filter(word=>word.length>1||/[^\\x00-\\x7f]/.test(word));
    if(!words.length){list.replaceChildren();status.textContent="";return}
    await Promise.all([tally.load("pages"),...new Set(words.map(shard))].map(name=>typeof name=="string"?tally.load(name):name));
    let found=null;for(const word of words){const hits=new Map();
    for(const [known,pages] of Object.entries(tally.shards.get(shard(word))??{})){if(!known.startsWith(word))continue;
    for(const page of pages.split(" ")){const first=page[0]=="*",id=first?page.slice(1):page,worth=(first?10:1)*(known==word?2:1);hits.set(id,Math.max(hits.get(id)??0,worth))}}
    found=found?new Map([...found].filter(([id])=>hits.has(id)).map(([id,worth])=>[id,worth+hits.get(id)])):hits}
    const rows=[...found].filter(([id])=>tally.known?.[id]).sort((a,b)=>b[1]-a[1]||tally.known[a[0]][1].localeCompare(tally.known[b[0]][1]));
    status.textContent=rows.length==1?"1 page":rows.length+" pages"+(rows.length>200?", the first 200":"");
    list.replaceChildren(...rows.slice(0,200).map(([id])=>{const [path,title,kind,about]=tally.known[id],item=document.createElement("li"),link=document.createElement("a"),small=document.createElement("small");
    link.href=document.body.dataset.root+path;link.textContent=title;small.textContent=[kind,about].filter(Boolean).join(" · ");item.append(link,small);return item}))};
    const ask=document.querySelector(".ask");if(ask){const list=document.querySelector(".hits"),status=document.querySelector("#found");
    ask.value=new URLSearchParams(location.search).get("q")??"";let last=0;
    const go=()=>answer(ask.value,list,status);ask.addEventListener("input",()=>{clearTimeout(last);last=setTimeout(go,120)});
    ask.form.addEventListener("submit",event=>{event.preventDefault();history.replaceState(null,"","?q="+encodeURIComponent(ask.value));go()});go();ask.focus()}
    """
}
