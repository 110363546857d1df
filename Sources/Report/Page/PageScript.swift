/// The script of a page, without which the page is whole.
enum PageScript {
  /// Makes each heading a button that sorts by its column, rows without a value last; adds a field
  /// that leaves only rows with its words, and buttons that save the rows as CSV and a chart as SVG.
  static let text = """
    const save=(text,name,type)=>{const link=document.createElement("a");link.href=URL.createObjectURL(new Blob([text],{type}));link.download=name;link.click();setTimeout(()=>URL.revokeObjectURL(link.href),1000)};
    const button=(label,act)=>{const made=document.createElement("button");made.type="button";made.className="save";made.textContent=label;made.addEventListener("click",act);return made};
    for(const table of document.querySelectorAll("table")){const body=table.tBodies[0],heads=[...table.tHead.rows[0].cells];
    const raw=cell=>cell.dataset.v??cell.textContent;
    heads.forEach((head,column)=>{const button=document.createElement("button");button.type="button";button.append(...head.childNodes);head.append(button);
    button.addEventListener("click",()=>{const numeric=head.classList.contains("n");
    const down=head.ariaSort?head.ariaSort=="ascending":numeric;
    for(const other of heads)other.removeAttribute("aria-sort");head.setAttribute("aria-sort",down?"descending":"ascending");
    const key=row=>{const text=raw(row.cells[column]);return text===""?null:numeric?Number(text.replace("\\u2212","-")):text};
    const rows=[...body.rows].map(row=>[key(row),row]);
    rows.sort(([a],[b])=>a===null?b===null?0:1:b===null?-1:(down?-1:1)*(numeric?a-b:a.localeCompare(b,undefined,{numeric:true})));
    body.append(...rows.map(row=>row[1]))})});
    const tools=document.createElement("div");tools.className="tools";
    const quoted=given=>{const text=/^[=@\\t\\r]/.test(given)?"'"+given:given;return /[",\\n\\r]/.test(text)?'"'+text.replaceAll('"','""')+'"':text};
    const line=cells=>cells.map(quoted).join(",")+"\\n";
    if(body.rows.length>10){const field=document.createElement("input"),told=document.createElement("span");field.type="search";field.placeholder="Filter rows";field.setAttribute("aria-label","Filter rows");told.setAttribute("role","status");
    field.addEventListener("input",()=>{const words=field.value.toLowerCase().split(/\\s+/);let count=0;
    for(const row of body.rows){const text=row.textContent.toLowerCase();row.hidden=!words.every(word=>text.includes(word));if(!row.hidden)count++}
    told.textContent=field.value.trim()?count+" of "+body.rows.length+" rows":""});
    tools.append(field,told)}
    tools.append(button("Download CSV",()=>save(line(heads.map(head=>head.dataset.n))+[...body.rows].filter(row=>!row.hidden).map(row=>line([...row.cells].map(cell=>raw(cell).replace("\\u2212","-")))).join(""),table.dataset.name+".csv","text/csv")));
    table.parentElement.before(tools)}
    document.querySelectorAll("figure").forEach((figure,index)=>figure.append(button("Download SVG",()=>{
    const shown=[...figure.querySelectorAll("svg")].find(svg=>svg.getBoundingClientRect().width)??figure.querySelector("svg");
    const copy=shown.cloneNode(true),box=shown.viewBox.baseVal,style=document.createElementNS("http:"+"//www.w3.org/2000/svg","style");
    copy.setAttribute("xmlns","http:"+"//www.w3.org/2000/svg");copy.setAttribute("width",box.width);copy.setAttribute("height",box.height);copy.removeAttribute("class");
    style.textContent=(document.querySelector("style")?.textContent??sheet)+"svg{font-family:sans-serif;background:var(--ground)}";copy.prepend(style);
    save(copy.outerHTML,"chart-"+(index+1)+".svg","image/svg+xml")})))
    """
}
