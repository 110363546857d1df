extension Shape {
  /// Tables in the manner of further agencies: codes beside labels, marks beside periods, units in
  /// odd places.
  static let families: [Shape] = [
    Shape(
      "years with marks over the figures",
      """
      Table 4. Population of member states (in thousand)
      Country,2020,2021,2022 p/
      Brunei Darussalam 1/,453.6,429.9,445.4
      Cambodia,"16,589.0","16,768.0","16,974.3"
      Viet Nam,"97,582.7","98,506.2","99,461.7"
      Source: statistical offices
      Notes: p/ preliminary
      """, count: 9,
      .init(3, 445_400, "2022", "BRN", status: "P"),
      .init(5, 97_582_700, "2020", "VNM")),
    Shape(
      "a first row of figures that could be years",
      """
      Country,Doctors,Nurses,Beds
      Malta,1200,1800,2100
      Iceland,1650,5600,1020
      Luxembourg,1900,7700,2600
      Cyprus,4400,4700,2800

      """, count: 12,
      .init(2, 1200, nil, "MLT", "Doctors"),
      .init(5, 2800, nil, "CYP", "Beds")),
    Shape(
      "quarters after a slash",
      """
      "Periodos","Total (Millones de pesos)"
      "2021/03",23511.4
      "2021/04",24402.7
      "2022/01",23854.2
      "2022/02",24420.8
      "2022/03",24533.1
      "2022/04 /p1",25310.9
      "2023/01 /p1",24743.5

      """, count: 7,
      .init(3, 24_402_700_000, "2021-Q4", unit: "MXN"),
      .init(7, 25_310_900_000, "2022-Q4", unit: "MXN", status: "P")),
    Shape(
      "months after a slash that look like two years",
      """
      Period,Index
      2003/03,98.1
      2003/04,98.4
      2003/05,98.9
      2003/12,99.2

      """, count: 4,
      .init(3, 98.4, "2003-04")),
    Shape(
      "final, provisional and revised figures",
      """
      Series_reference,Period,Data_value,STATUS,UNITS,Magnitude,Subject,Series_title_1
      BDCQ.A1,2023.06,80078,F,Number,0,Business data,Filled jobs
      BDCQ.A1,2023.09,78563,F,Number,0,Business data,Filled jobs
      BDCQ.A1,2023.12,79120,R,Number,0,Business data,Filled jobs
      BDCQ.A1,2024.03,79544,P,Number,0,Business data,Filled jobs

      """, count: 4,
      .init(2, 80078, "2023-06"),
      .init(5, 79544, "2024-03", status: "P")),
    Shape(
      "a state that is called like a country",
      """
      "GeoFIPS","GeoName","Region","Description","Unit","2021","2022"
      "00000","United States *","","All industry total","Millions of current dollars",23594030.9,25744108.0
      "06000","California",8,"All industry total","Millions of current dollars",3416941.3,3641643.4
      "13000","Georgia",5,"All industry total","Millions of current dollars",694326.7,767378.3
      "36000","New York",2,"All industry total","Millions of current dollars",1911265.3,2048403.4
      "53000","Washington",8,"All industry total","Millions of current dollars",681009.6,(D)
      "Note: a footnote."

      """, count: 9,
      .init(2, 23_594_030_900_000, "2021", "USA", unit: "USD"),
      .init(4, 694_326_700_000, "2021", "US-GA", unit: "USD"),
      .init(5, 1_911_265_300_000, "2021", "US-NY", unit: "USD")),
    Shape(
      "the country of that name",
      """
      Country,2021,2022
      Armenia,2.79,2.78
      Georgia,3.71,3.69
      Turkey,84.8,85.3

      """, count: 6,
      .init(3, 3.71, "2021", "GEO")),
    Shape(
      "few rows below many lines of names and values",
      """
      "統計名：","人口推計"
      "表番号：","001"
      "表題：","都道府県別人口"
      "実施年月：","-"
      "***","当該数値がないもの"
      "-","該当数値がないもの"

      "表章項目 コード","表章項目","男女別 コード","男女別","全国・都道府県 コード","全国・都道府県","時間軸（年月） コード","時間軸（年月）","value","unit"
      "001","人口","000","男女計","00000","全国","2022000000","2022年","124,947","千人"
      "001","人口","000","男女計","13000","東京都","2022000000","2022年","14,038","千人"
      "001","人口","000","男女計","27000","大阪府","2022000000","2022年","8,782","千人"
      "001","人口","001","男","13000","東京都","2023000000","2023年","***","千人"

      """, count: 3,
      .init(9, 124_947_000, "2022", "JPN", "人口", unit: "1"),
      .init(10, 14_038_000, "2022", "JP-13", "人口", unit: "1")),
    Shape(
      "a unit in brackets over the last column",
      """
      家計調査　二人以上の世帯
      第1表　１世帯当たり１か月間の支出,,,
      ,,,（単位：円）
      ,,2022年,2023年
      コード,品目分類,平均,平均
      1,消費支出,290865,293997
      1.1,食料,77474,81738
      1.2,住居,18645,18013

      """, count: 6,
      .init(6, 290865, "2022", nil, "消費支出", unit: "JPY"),
      .init(8, 18013, "2023", nil, "住居", unit: "JPY")),
    Shape(
      "scale and unit after two underscores",
      """
      Statistik_Code;Statistik_Label;Zeit;1_Auspraegung_Code;1_Auspraegung_Label;BIP004__Bruttoinlandsprodukt_(jew._Preise)__Mrd._EUR;ERW002__Erwerbstaetige__1000
      81000;VGR;2022;DG;Deutschland;3876,810;45596
      81000;VGR;2023;DG;Deutschland;4121,160;45933

      """, count: 4,
      .init(2, 3_876_810_000_000, "2022", "DEU", unit: "EUR")),
    Shape(
      "ordinal quarters",
      """
      "Tabela 7 - Índice de volume trimestral (Base: média 1995 = 100)"
      "Setores";"1º trimestre 2023";"2º trimestre 2023"
      "Agropecuária - total";"241,55";"231,69"
      "Indústria - total";"148,1";"..."
      "Fonte: contas nacionais"

      """, count: 3,
      .init(3, 231.69, "2023-Q2", nil, "Agropecuária")),
    Shape(
      "month and year in one number",
      """
      H03,H04,H13,H17,MO012022,MO022022,MO032022
      CPS00000,All Items,All urban areas,Index,100.2,100.8,101.8
      CPS01000,Food,All urban areas,Index,101.1,101.4,102.2

      """, count: 6,
      .init(2, 100.8, "2022-02", unit: "{index}")),
    Shape(
      "a row of units in words",
      """
      "Series code","FM08'FXERM07","MD02'M2"
      "Name of time-series","US.Dollar/Yen Spot Rate","M2/Amounts Outstanding"
      "Unit","Yen per U.S.Dollar","100 million yen"
      "2024/01",146.57,12427890
      "2024/02",149.42,12445212
      "2024/05",155.87,NA

      """, count: 5,
      .init(4, 146.57, "2024-01", nil, "Spot Rate", unit: "JPY/USD"),
      .init(5, 1_244_521_200_000_000, "2024-02", nil, "M2", unit: "JPY")),
    Shape(
      "the value first, codes before labels",
      """
      v4_1,Data Marking,calendar-years,Time,admin-geography,Geography,sex,Sex
      67596281,,2022,2022,K02000001,United Kingdom,all,All
      57112500,,2022,2022,E92000001,England,all,All
      5447000,p,2022,2022,S92000003,Scotland,all,All
      ,x,2022,2022,W92000004,Wales,male,Male

      """, count: 3,
      .init(2, 67_596_281, "2022", "GBR"),
      .init(4, 5_447_000, "2022", "GB-SCT", status: "P")),
    Shape(
      "parts of a heading between semicolons",
      """
      "Kod";"Nazwa";"stan na 31 XII;ogółem;2021;[osoba]";"stan na 31 XII;ogółem;2022;[osoba]"
      "0000000";"POLSKA";"37907704";"37766327"
      "0200000";"DOLNOŚLĄSKIE";"2891321";"2897737"

      """, count: 4,
      .init(2, 37_766_327, "2022")),
    Shape(
      "years of the republic and its dollar",
      """
      年度別,人口數(千人),國內生產毛額(百萬元)
      110年,23375,21739184
      111年,23264,22679833

      """, count: 4,
      .init(2, 23_375_000, "2021", unit: "1"),
      .init(3, 22_679_833_000_000, "2022", unit: "TWD")),
  ]
}
