extension Shape {
  /// Statistical formats, each with figures that must be read from it.
  static let formats: [Shape] = [
    Shape(
      "JSON-stat 2: roles, unit with multiplier, statuses",
      #"""
      {"version":"2.0","class":"dataset","label":"Jobless by sex","source":"Office of Riverland",
       "updated":"2024-03-05T10:00:00Z","id":["what","sex","area","year"],"size":[1,2,2,2],
       "role":{"time":["year"],"geo":["area"],"metric":["what"]},
       "dimension":{
        "what":{"label":"Measure","category":{"index":["UNE"],"label":{"UNE":"Unemployed persons"},
         "unit":{"UNE":{"decimals":1,"label":"persons","multiplier":3}}}},
        "sex":{"label":"Sex","category":{"index":{"M":0,"F":1},"label":{"F":"Women","M":"Men"}}},
        "area":{"label":"Area","category":{"index":["DE","FR"],
         "label":{"DE":"Germany","FR":"France"}}},
        "year":{"label":"Year","category":{"index":["2022","2023"]}}},
       "value":[1.5,2.5,null,4,5,6,7,12.25],"status":{"1":"p"}}
      """#, count: 7,
      Figure(1, 1500, "2022", "DEU", "Unemployed persons", unit: "1"),
      Figure(2, 2500, "2023", "DEU", unit: "1", status: "P"),
      Figure(4, 4000, "2023", "FRA"), Figure(8, 12250, "2023", "FRA")),
    Shape(
      "JSON-stat 2: a sparse cube, roles by the names of its dimensions",
      #"""
      {"version":"2.0","class":"dataset","label":"Mortality","id":["geo","time"],"size":[2,3],
       "dimension":{"geo":{"category":{"index":{"SE":0,"NO":1}}},
        "time":{"category":{"index":{"2021-Q1":0,"2021-Q2":1,"2021-Q3":2}}}},
       "value":{"0":3.25,"4":7},"status":{"0":"e"}}
      """#, count: 2,
      Figure(1, 3.25, "2021-Q1", "SWE", "Mortality", status: "E"),
      Figure(2, 7, "2021-Q2", "NOR", "Mortality")),
    Shape(
      "JSON-stat 2: a collection, whose datasets call their time by different names",
      #"""
      {"version":"2.0","class":"collection","label":"Two","link":{"item":[
       {"class":"dataset","label":"Births","id":["geo","year"],"size":[1,2],
        "role":{"time":["year"]},"dimension":{"geo":{"category":{"label":{"FI":"Finland"}}},
        "year":{"category":{"index":["2020","2021"]}}},"value":[46463,49594]},
       {"class":"dataset","label":"Marriages","id":["geo","when"],"size":[1,1],
        "role":{"time":["when"]},"dimension":{"geo":{"category":{"label":{"FI":"Finland"}}},
        "when":{"category":{"index":["2020"]}}},"value":[22082]}]}}
      """#, count: 3,
      Figure(1, 46463, "2020", "FIN", "Births"), Figure(3, 22082, "2020", "FIN", "Marriages")),
    Shape(
      "JSON-stat before 2.0: a list of bundles",
      #"""
      [{"one":{"dimension":{"id":["geo","time"],"size":[1,2],
       "geo":{"category":{"index":{"DK":0}}},"time":{"category":{"index":{"2020":0,"2021":1}}}},
       "value":[5.5,6]}}]
      """#, count: 2, Figure(1, 5.5, "2020", "DNK"), Figure(2, 6, "2021", "DNK")),
    Shape(
      "SDMX-JSON 1.0: series, attributes by number",
      #"""
      {"header":{"prepared":"2024-03-01T00:00:00Z","sender":{"id":"OFF"}},
       "structure":{"name":"Trade","dimensions":{
        "dataSet":[{"id":"FREQ","values":[{"id":"M","name":"Monthly"}]}],
        "series":[{"id":"REF_AREA","values":[{"id":"DE","name":"Germany"},
          {"id":"FR","name":"France"}]},
         {"id":"INDICATOR","values":[{"id":"EXP","name":"Exports of goods"}]}],
        "observation":[{"id":"TIME_PERIOD","role":"time",
         "values":[{"id":"2023-01","name":"January 2023"},{"id":"2023-02","name":"x"}]}]},
       "attributes":{"series":[{"id":"UNIT_MEASURE","values":[{"id":"EUR","name":"Euro"}]},
         {"id":"UNIT_MULT","values":[{"id":"6","name":"Millions"}]}],
        "observation":[{"id":"OBS_STATUS","values":[{"id":"A","name":"Normal"},
         {"id":"P","name":"Provisional"}]},{"id":"OBS_COM","values":[{"name":"strike"}]}]}},
       "dataSets":[{"series":{
        "0:0":{"attributes":[0,0],"observations":{"0":[100.5,0],"1":[101.25,1,0]}},
        "1:0":{"attributes":[0,0],"observations":{"0":[90,null],"1":[null,0]}}}}]}
      """#, count: 3,
      Figure(1, 100.5e6, "2023-01", "DEU", "Exports of goods", unit: "EUR"),
      Figure(2, 101.25e6, "2023-02", "DEU", unit: "EUR", status: "P"),
      Figure(3, 90e6, "2023-01", "FRA", unit: "EUR")),
    Shape(
      "SDMX-JSON 2.0: flat, attributes of groups of series",
      #"""
      {"meta":{"prepared":"2024-03-01T00:00:00Z"},"data":{"structures":[{"name":"Trade",
       "dimensions":{"observation":[
        {"id":"REF_AREA","values":[{"id":"DE"},{"id":"FR"}]},
        {"id":"INDICATOR","values":[{"id":"EXP","name":"Exports of goods"}]},
        {"id":"TIME_PERIOD","values":[{"value":"2023-01"},{"value":"2023-02"}]}]},
       "measures":{"observation":[{"id":"OBS_VALUE"}]},
       "attributes":{"dimensionGroup":[{"id":"UNIT_MULT","values":[{"id":"3"},{"id":"6"}]}],
        "observation":[{"id":"OBS_STATUS","values":[{"id":"A"},{"id":"E"}]}]}}],
       "dataSets":[{"structure":0,"dimensionGroupAttributes":{"0::":[0],"1::":[1]},
        "observations":{"0:0:0":[5,0],"0:0:1":[6,1],"1:0:0":[7]}}]}}
      """#, count: 3,
      Figure(1, 5000, "2023-01", "DEU"), Figure(2, 6000, "2023-02", "DEU", status: "E"),
      Figure(3, 7e6, "2023-01", "FRA")),
    Shape(
      "SDMX-ML 2.1 structure-specific: groups, a missing value, an entity",
      #"""
      <?xml version="1.0" encoding="UTF-8"?>
      <m:StructureSpecificData xmlns:m="urn:m" xmlns:s="urn:s"
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header>
       <m:Prepared>2024-02-01T10:00:00</m:Prepared><m:Sender id="BANK"/>
       <m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"/></m:Header>
      <m:DataSet action="Replace" s:structureRef="S" xsi:type="s:DataSetType">
      <Group xsi:type="s:Group" INDICATOR="LOANS" TITLE="Loans &amp; credit" UNIT_MULT="6"
       UNIT_MEASURE="EUR"/>
      <Series FREQ="M" INDICATOR="LOANS" REF_AREA="DE">
      <Obs TIME_PERIOD="2024-01" OBS_VALUE="1.5" OBS_STATUS="A" OBS_COM="one"/>
      <Obs TIME_PERIOD="2024-02" OBS_VALUE="2.5" OBS_STATUS="P" OBS_COM="two"/>
      <Obs TIME_PERIOD="2024-03" OBS_VALUE="NaN" OBS_STATUS="M"/></Series>
      <Series FREQ="M" INDICATOR="CARDS" REF_AREA="DE">
      <Obs TIME_PERIOD="2024-01" OBS_VALUE="9"/></Series></m:DataSet></m:StructureSpecificData>
      """#, count: 3,
      Figure(1, 1.5e6, "2024-01", "DEU", "LOANS", unit: "EUR"),
      Figure(2, 2.5e6, "2024-02", "DEU", unit: "EUR", status: "P"),
      Figure(4, 9, "2024-01", "DEU", "CARDS")),
    Shape(
      "SDMX-ML 2.1 generic: all dimensions with the observation",
      #"""
      <mes:GenericData xmlns:mes="urn:m" xmlns:g="urn:g"><mes:DataSet structureRef="S"><g:Obs>
      <g:ObsKey><g:Value id="REF_AREA" value="FR"/><g:Value id="INDICATOR" value="GDP"/>
      <g:Value id="TIME_PERIOD" value="2021"/></g:ObsKey><g:ObsValue value="12.5"/>
      <g:Attributes><g:Value id="OBS_STATUS" value="E"/></g:Attributes></g:Obs></mes:DataSet>
      </mes:GenericData>
      """#, count: 1, Figure(1, 12.5, "2021", "FRA", "GDP", status: "E")),
    Shape(
      "SDMX-ML 2.0 generic: the time as text",
      #"""
      <GenericData xmlns="urn:m" xmlns:g="urn:g"><Header><Prepared>2023-05-01</Prepared></Header>
      <DataSet keyFamilyURI="http://x"><g:KeyFamilyRef>KF</g:KeyFamilyRef><g:Series><g:SeriesKey>
      <g:Value concept="LOCATION" value="AUS"/><g:Value concept="SUBJECT" value="GDP"/>
      </g:SeriesKey><g:Attributes><g:Value concept="UNIT" value="AUD"/>
      <g:Value concept="POWERCODE" value="6"/></g:Attributes>
      <g:Obs><g:Time>2021</g:Time><g:ObsValue value="2083.5"/></g:Obs>
      <g:Obs><g:Time>2022</g:Time><g:ObsValue value="2195"/></g:Obs></g:Series></DataSet>
      </GenericData>
      """#, count: 2,
      Figure(1, 2083.5e6, "2021", "AUS", "GDP", unit: "AUD"), Figure(2, 2195e6, "2022", "AUS")),
    Shape(
      "SDMX-ML 2.0 compact: a group by its own name",
      #"""
      <CompactData xmlns="urn:m"><b:DataSet xmlns:b="urn:b">
      <b:SiblingGroup REF_AREA="DE" INDICATOR="EXP" UNIT_MULT="6"/>
      <b:Series FREQ="Q" REF_AREA="DE" INDICATOR="EXP">
      <b:Obs TIME_PERIOD="2022-Q1" OBS_VALUE="12.5"/></b:Series></b:DataSet></CompactData>
      """#, count: 1, Figure(1, 12.5e6, "2022-Q1", "DEU")),
    Shape(
      "PX: codes beside labels, a time scale, marks, texts cut over lines",
      #"""
      CHARSET="ANSI";
      AXIS-VERSION="2010";
      TITLE="Dwellings by region "
      "and quarter";
      CONTENTS="Dwellings";
      UNITS="number";
      LAST-UPDATED="20240105 09:00";
      STUB="region";
      HEADING="quarter";
      VALUES("region")="Sweden","Norway";
      VALUES[sv]("region")="Sverige","Norge";
      CODES("region")="SE","NO";
      VALUES("quarter")="first","second",
      "third";
      TIMEVAL("quarter")=TLIST(Q1),"20231","20232","20233";
      DATA=
      10 20 ".."
      40 50.5 60
      ;
      """#, count: 5,
      Figure(1, 10, "2023-Q1", "SWE", "Dwellings", unit: "1"), Figure(5, 50.5, "2023-Q2", "NOR")),
    Shape(
      "PX: rows that are there after their keys, units by content",
      #"""
      AXIS-VERSION="2010";
      TITLE="Trade";
      CONTVARIABLE="flow";
      STUB="country","flow";
      HEADING="year";
      VALUES("country")="Germany","France";
      CODES("country")="DE","FR";
      VALUES("flow")="Imports of goods","Exports of goods";
      CODES("flow")="I","E";
      VALUES("year")="2021","2022";
      UNITS("Imports of goods")="million euro";
      UNITS("Exports of goods")="million euro";
      KEYS("country")=CODES;
      KEYS("flow")=CODES;
      DATA=
      "FR","E",1,2
      "DE","I",3,4;
      """#, count: 4,
      Figure(2, 2e6, "2022", "FRA", "Exports of goods", unit: "EUR"),
      Figure(3, 3e6, "2021", "DEU", "Imports of goods", unit: "EUR")),
    Shape(
      "JSON: objects within objects",
      #"""
      [{"country":{"id":"DE","name":"Germany"},"year":2020,"births":773144},
       {"country":{"id":"FR","name":"France"},"year":2020,"births":735196},
       {"country":{"id":"DE","name":"Germany"},"year":2021,"births":795492},
       {"country":{"id":"FR","name":"France"},"year":2021,"births":null}]
      """#, count: 3, Figure(3, 795492, "2021", "DEU", "births")),
    Shape(
      "JSON: rows as lists under headings, within an object",
      #"""
      {"page":1,"rows":[["NAME","population","year"],["Alabama","4779736","2010"],
       ["Alaska","710231","2010"],["Arizona","6392017","2010"]]}
      """#, count: 3, Figure(2, 4_779_736, "2010", "US-AL", "population")),
    Shape(
      "NDJSON: statistics where the columns are",
      #"""
      {"geo":"Spain","year":2020,"deaths":493776}
      {"geo":"Italy","year":2020,"deaths":746146}
      {"geo":"Spain","year":2021,"deaths":450744}

      {"geo":"Italy","year":2021,"deaths":709035}
      """#, count: 4,
      Figure(1, 493776, "2020", "ESP", "deaths"), Figure(5, 709035, "2021", "ITA", "deaths")),
  ]
}
