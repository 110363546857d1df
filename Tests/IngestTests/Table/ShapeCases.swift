extension Shape {
  /// Tables as agencies publish them, each in a few lines: long ones, and headings of one row.
  static let first: [Shape] = [
    Shape(
      "code: label cells",
      """
      "FREQ:Frequency","REF_AREA:Reference area","VALUE:Value","UNIT_MEASURE:Unit of measure","UNIT_MULT:Unit Multiplier","TIME_PERIOD:Time period or range","OBS_VALUE:Observation Value","OBS_STATUS:Observation Status"
      "Q: Quarterly","AU: Australia","N: Nominal","628: Index, 2010 = 100","0: Units","2020-Q1","131.5","A: Normal value"
      "Q: Quarterly","AU: Australia","N: Nominal","628: Index, 2010 = 100","0: Units","2020-Q2","130.1","A: Normal value"
      "Q: Quarterly","BR: Brazil","R: Real","628: Index, 2010 = 100","0: Units","2020-Q1","92.4","E: Estimated value"
      "Q: Quarterly","BR: Brazil","R: Real","628: Index, 2010 = 100","0: Units","2020-Q2","91.9","A: Normal value"
      "Q: Quarterly","XM: Euro area","R: Real","628: Index, 2010 = 100","0: Units","2020-Q2","101.9","A: Normal value"

      """, count: 5,
      .init(2, 131.5, "2020-Q1", "AUS"),
      .init(4, 92.4, "2020-Q1", "BRA", status: "E")),
    Shape(
      "periods across after four keys",
      """
      Frequency,Reference area,Borrowing sector,Unit type,2022-Q1,2022-Q2,2022-Q3
      Quarterly,Argentina,Non financial sector,Percentage of GDP,80.1,79.4,
      Quarterly,Austria,Non financial sector,Percentage of GDP,210.1,205.4,199.1
      Quarterly,China,Non financial sector,Percentage of GDP,285.5,290.2,292.9

      """, count: 8,
      .init(2, 80.1, "2022-Q1", "ARG", unit: "%"),
      .init(4, 292.9, "2022-Q3", "CHN", unit: "%")),
    Shape(
      "SDMX-CSV 2 with labels beside codes",
      """
      STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,FREQ,Frequency of observation,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,Observation value,BASE_PER,Base period,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier,DECIMALS,Decimals
      DATAFLOW,OECD.SDD.NAD:DSD_NAMAIN10@DF_TABLE1(2.0),Annual GDP,I,FRA,France,A,Annual,B1GQ,Gross domestic product,EUR,Euro,2022,,2639092,,,,A,Normal value,6,Millions,0,Zero
      DATAFLOW,OECD.SDD.NAD:DSD_NAMAIN10@DF_TABLE1(2.0),Annual GDP,I,FRA,France,A,Annual,B1GQ,Gross domestic product,EUR,Euro,2023,,2822455.5,,,,P,Provisional value,6,Millions,1,One
      DATAFLOW,OECD.SDD.NAD:DSD_NAMAIN10@DF_TABLE1(2.0),Annual GDP,I,DEU,Germany,A,Annual,B1GQ,Gross domestic product,EUR,Euro,2023,,,,,,M,Missing value,6,Millions,1,One

      """, count: 2,
      .init(2, 2639092000000.0, "2022", "FRA", "Gross domestic product", unit: "EUR"),
      .init(3, 2822455500000.0, "2023", "FRA", "Gross", unit: "EUR", status: "P")),
    Shape(
      "SDMX-CSV 1.0",
      """
      DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE,OBS_STATUS
      ESTAT:NA_MAIN(1.6.0),A,NL,B1GQ,2014,671560,6,EUR,A
      ESTAT:NA_MAIN(1.6.0),A,NL,B1GQ,2015,NaN,6,EUR,M
      ESTAT:NA_MAIN(1.6.0),A,BE,B1GQ,2015,416701,6,EUR,P

      """, count: 2,
      .init(2, 671560000000.0, "2014", "NLD", unit: "EUR"),
      .init(4, 416701000000.0, "2015", "BEL", unit: "EUR", status: "P")),
    Shape(
      "SDMX-CSV 2 with semicolons",
      """
      STRUCTURE;STRUCTURE_ID;ACTION;FREQ;REF_AREA;TIME_PERIOD;OBS_VALUE;UNIT_MULT;UNIT_MEASURE
      dataflow;IMF:WEO(1.0);M;A: Annual;FR: France;2020;2310.5;9: Billions;EUR: Euro
      dataflow;IMF:WEO(1.0);M;A: Annual;FR: France;2021;2502.1;9: Billions;EUR: Euro
      dataflow;IMF:WEO(1.0);M;A: Annual;DE: Germany;2021;NaN;9: Billions;EUR: Euro

      """, count: 2,
      .init(2, 2310500000000.0, "2020", "FRA", unit: "EUR")),
    Shape(
      "keys joined in one cell",
      """
      freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \t2021 
      A,PC_GDP,BE\t3.16 \t3.35 p\t3.43 ep
      A,PC_GDP,BG\t0.83 \t: \t0.77 b
      A,PC_GDP,CZ\t1.93 \t1.99 \t: c

      """, count: 7,
      .init(2, 3.35, "2020", "BEL", unit: "%", status: "P"),
      .init(3, 0.77, "2021", "BGR", unit: "%", status: "B")),
    Shape(
      "metadata rows above dates",
      """
      ,Gross domestic product ;  Australia ;,Final consumption expenditure ;  Australia ;
      Unit,$ Millions,$ Millions
      Series Type,Original,Original
      Data Type,FLOW,FLOW
      Frequency,Quarter,Quarter
      Collection Month,3,3
      Series Start,Mar-2023,Mar-2023
      Series End,Dec-2023,Dec-2023
      No. Obs,4,4
      Series ID,A2304402X,A2304081W
      Mar-2023,620000,450000
      Jun-2023,625123,455000
      Sep-2023,630456,460000
      Dec-2023,640789,465000

      """, count: 8,
      .init(11, 620000000000.0, nil, nil, "Gross domestic product")),
    Shape(
      "a Swedish long table",
      """
      "region","kön","år","Folkmängd"
      "00 Riket","män","2021",5260707
      "00 Riket","män","2022",5301000
      "00 Riket","kvinnor","2021",5191619
      "00 Riket","kvinnor","2022",5220000

      """, count: 4,
      .init(2, 5260707.0, "2021", nil, "Folkm")),
    Shape(
      "the scale in brackets after the currency",
      """
      Data;20542 - Saldo da carteira de crédito com recursos livres - Total - R$ (milhões)
      01/2023;3.123.456
      02/2023;3.133.456
      03/2023;3.143.456
      Fonte;BCB-DSTAT

      """, count: 3,
      .init(2, 3123456000000.0, "2023-01", nil, "Saldo", unit: "BRL")),
    Shape(
      "a unit row under the periods",
      """
      "Gross domestic product, income-based, quarterly (x 1,000,000) 1, 2"
      "Frequency: Quarterly"
      "Table: 36-10-0103-01"
      "Release date: 2024-02-29"
      "Geography: Canada"
      "Seasonal adjustment: Seasonally adjusted at annual rates"

      "Estimates","Q1 2023","Q2 2023","Q3 2023"
      "","Dollars"
      "Compensation of employees","1,436,004","1,458,976","1,475,000"
      "Gross operating surplus","776,168","750,000","760,000 r"

      "Footnotes:"
      "1","Data are subject to revision."

      """, count: 6,
      .init(10, 1436004000000.0, "2023-Q1", nil, "Compensation")),
    Shape(
      "months across beside a column of years",
      """
      Series Id,Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec
      LNS14000000,2022,4.0,3.8,3.6,3.7,3.6,3.6,3.5,3.6,3.5,3.6,3.6,3.5
      LNS14000000,2023,3.4,3.6,3.5,3.4,3.7,3.6,3.5,3.8,3.8,3.8,3.7,3.7

      """, count: 24,
      .init(2, 3.8, "2022-02"),
      .init(3, 3.7, "2023-12")),
    Shape(
      "months across and the year",
      """
      Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Annual
      2021,261.6,263.0,264.9,267.1,269.2,271.7,273.0,273.6,274.3,276.6,277.9,278.8,271.0
      2022,281.1,283.7,287.5,289.1,292.3,296.3,296.3,296.2,296.8,298.0,297.7,296.8,292.7
      2023,299.2,300.8,301.8,303.4,304.1,305.1,305.7,307.0,307.8,307.7,307.1,306.7,304.7

      """, count: 39,
      .init(2, 263.0, "2021-02"),
      .init(4, 304.7, "2023")),
    Shape(
      "quarters across",
      """
      Year,Q1,Q2,Q3,Q4
      2021,261.6,263.0,264.9,267.1
      2022,281.1,283.7,287.5,289.1
      2023,299.2,300.8,301.8,303.4

      """, count: 12,
      .init(2, 263.0, "2021-Q2")),
    Shape(
      "a column of flags beside each year",
      """
      Area Code,Area,Item Code,Item,Element Code,Element,Unit,Y2020,Y2020F,Y2021,Y2021F
      2,Afghanistan,15,Wheat,5510,Production,tonnes,5185000,A,3900000,E
      3,Albania,15,Wheat,5510,Production,tonnes,233800,A,226000,A

      """, count: 4,
      .init(2, 5185000.0, "2020", "AFG", unit: "t"),
      .init(2, 3900000.0, "2021", "AFG", unit: "t", status: "E")),
    Shape(
      "headings with suffixes",
      """
      ref_area.label,source.label,indicator.label,sex.label,classif1.label,time,obs_value,obs_status.label,note_indicator.label
      Argentina,LFS - EPH,Unemployment rate by sex and age (%),Total,Age (Youth): 15+,2022,6.8,,
      Argentina,LFS - EPH,Unemployment rate by sex and age (%),Male,Age (Youth): 15+,2022,6.1,Unreliable,
      Australia,LFS,Unemployment rate by sex and age (%),Total,Age (Youth): 15+,2022,3.7,,

      """, count: 3,
      .init(2, 6.8, "2022", "ARG", "Unemployment", unit: "%"),
      .init(3, 6.1, "2022", "ARG", "Unemployment", unit: "%", status: "U")),
    Shape(
      "the indicator over every year",
      """
      "","Life expectancy at birth (years)","Life expectancy at birth (years)","Life expectancy at birth (years)"
      "Countries, territories and areas","2019","2015","2010"
      "Afghanistan","63.2","61.7","59.9"
      "Albania","78.0","77.8","76.2"
      "Algeria","77.1","76.5","75.9"

      """, count: 9,
      .init(3, 63.2, "2019", "AFG", "Life expectancy")),
    Shape(
      "Dutch codes of periods",
      """
      "ID";"RegioS";"Perioden";"TotaleBevolking_1"
      "0";"NL01  ";"2021JJ00";"17475415"
      "1";"NL01  ";"2022JJ00";"17590672"
      "2";"NL01  ";"2022KW01";"   17600000"
      "3";"NL01  ";"2022MM02";"   17610000"

      """, count: 4,
      .init(2, 17475415.0, "2021"),
      .init(4, 17600000.0, "2022-Q1"),
      .init(5, 17610000.0, "2022-02")),
    Shape(
      "headings with codes",
      """
      "STATISTIC","Statistic Label","TLIST(A1)","Year","C02199V02655","Sex","C02076V02508","County","UNIT","VALUE"
      "PEA01","Population Estimates","2022","2022","-","Both sexes","IE0","State","Thousand","5184.0"
      "PEA01","Population Estimates","2023","2023","-","Both sexes","IE0","State","Thousand","5281.6"
      "PEA01","Population Estimates","2023","2023","1","Male","IE0","State","Thousand","2612.4"

      """, count: 3,
      .init(2, 5184000.0, "2022", nil, "Population")),
    Shape(
      "a short table under long metadata",
      """
      F1.1 INTEREST RATES AND YIELDS - MONEY MARKET
      Title,Cash Rate Target,3-month BABs/NCDs
      Description,Cash Rate Target; monthly average,Bank Accepted Bills
      Frequency,Monthly,Monthly
      Type,Original,Original
      Units,Per cent,Per cent


      Source,RBA,ASX
      Publication date,01-Apr-2024,01-Apr-2024
      Series ID,FIRMMCRT,FIRMMBAB90
      31/01/2024,4.35,4.34
      29/02/2024,4.35,4.34
      31/03/2024,4.35,

      """, count: 5,
      .init(12, 4.35, nil, nil, "Cash Rate", unit: "%")),
    Shape(
      "a flag column of one series",
      """
      "";BBEX3.M.USD.EUR.BB.AC.A02;BBEX3.M.USD.EUR.BB.AC.A02_FLAGS
      "";"Euro-Referenzkurs der EZB / 1 EUR = ... USD / Vereinigte Staaten";
      Einheit;USD;
      Dimension;Eins;
      Stand vom;31.01.2024 14:15:42 Uhr;
      2023-11;1,0808;
      2023-12;1,0903;
      2024-01;1,0905;Vorläufiger Wert

      """, count: 3,
      .init(6, 1.0808, "2023-11"),
      .init(8, 1.0905, "2024-01", status: "P")),
    Shape(
      "dates in Spanish",
      """
      Provincias;Sexo;Periodo;Total
      01 Araba/Álava;Total;1 de enero de 2022;330.000
      02 Albacete;Total;1 de enero de 2022;385.727
      02 Albacete;Hombres;1 de enero de 2022;193.000
      03 Alicante/Alacant;Total;1 de enero de 2022;1.890.477

      """, count: 4,
      .init(3, 385727.0, "2022-01-01")),
    Shape(
      "year and quarter printed once",
      """
      Table 310-31001 : Gross Domestic Product (GDP)

      ,,GDP,GDP
      ,,At current market prices,In chained (2021) dollars
      ,,HK$ million,HK$ million
      Year,Quarter,,
      2022,1,680000,690000
      ,2,685000,691000
      ,3,700000,692000
      2023,1,720000,693000
      ,2,740000,694000

      """, count: 10,
      .init(7, 680000000000.0, "2022-Q1", unit: "HKD"),
      .init(8, 685000000000.0, "2022-Q2", unit: "HKD"),
      .init(11, 740000000000.0, "2023-Q2", unit: "HKD")),
    Shape(
      "apostrophes",
      """
      Kanton;2021;2022
      Zürich;1'564'662;1'579'967
      Bern;1'047'473;1'051'437
      Genf;509'448;514'114

      """, count: 6,
      .init(2, 1564662.0, "2021")),
    Shape(
      "thin spaces",
      """
      Région;2021;2022
      Île-de-France;12\u{202F}358\u{202F}932;12\u{202F}395\u{202F}148
      Bretagne;3\u{202F}394\u{202F}567;3\u{202F}429\u{202F}882

      """, count: 4,
      .init(2, 12358932.0, "2021")),
    Shape(
      "fiscal years and stages of estimates",
      """
      State,2019-20,2020-21,2021-22(RE)
      Kerala,100.5,102.5,103
      Goa,50.5,52,54

      """, count: 6,
      .init(2, 100.5)),
    Shape(
      "years of two digits over the turn of the century",
      """
      Date,Index
      Jan-46,18.1
      Feb-46,18.2
      Dec-99,168.3
      Jan-00,168.8
      Feb-24,310.3

      """, count: 5,
      .init(2, 18.1, "1946-01"),
      .init(5, 168.8, "2000-01"),
      .init(6, 310.3, "2024-02")),
  ]
}

extension Shape {
  /// Every one of them.
  static let all = first + second + families + titled + ordinary
}
