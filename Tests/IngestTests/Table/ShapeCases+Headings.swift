extension Shape {
  /// More of them: headings of several rows, keys printed once, marks and styles of numbers.
  static let second: [Shape] = [
    Shape(
      "two axes in the header",
      """
      Region,GDP,GDP,Population,Population
      ,2022,2023,2022,2023
      North,100,110,50,51
      South,200,210,60,61

      """, count: 8,
      .init(3, 110.0, "2023", nil, "GDP"),
      .init(4, 60.0, "2022", nil, "Population")),
    Shape(
      "merged headings with units",
      """
      Region,GDP (million EUR),,Population (thousand),
      ,2022,2023,2022,2023
      Bavaria,100,110,50,51
      Saxony,200,210,60,61

      """, count: 8,
      .init(3, 110000000.0, "2023", nil, "GDP", unit: "EUR"),
      .init(4, 60000.0, "2022", nil, "Population")),
    Shape(
      "merged years",
      """
      Region,2022,,2023,
      ,Births,Deaths,Births,Deaths
      Bavaria,100,110,50,51
      Saxony,200,210,60,61

      """, count: 8,
      .init(3, 110.0, "2022", nil, "Deaths"),
      .init(4, 61.0, "2023", nil, "Deaths")),
    Shape(
      "sections that name places",
      """
      Table 5. Employment by sector (thousands)
      Sector,2021,2022,2023
      United Kingdom
      Agriculture,350,345,340
      Industry,5200,5180,5150
      France
      Agriculture,650,640,630
      Industry,5600,5590,5580
      Source: national statistics

      """, count: 12,
      .init(4, 350000.0, "2021", nil, "Agriculture"),
      .init(8, 5580000.0, "2023", nil, "Industry")),
    Shape(
      "a heading of years that is repeated",
      """
      Country,2021,2022
      Austria,1,2
      Belgium,3,4
      Country,2021,2022
      Chile,5,6
      Denmark,7,8

      """, count: 8,
      .init(5, 5.0, "2021", "CHL")),
    Shape(
      "flags before numbers",
      """
      Country,2021,2022
      Austria,p 12.5,12.7
      Belgium,e13.5,13.7
      Chile,(b) 1.5,r1.7

      """, count: 6,
      .init(2, 12.5, "2021", "AUT", status: "P"),
      .init(3, 13.5, "2021", "BEL", status: "E")),
    Shape(
      "footnote marks",
      """
      Country,2021,2022
      Austria¹,12.5¹,12.7
      Belgium (2),13.5 (2),13.7²
      Chile*,1.5*,1.7[3]

      """, count: 6,
      .init(2, 12.5, "2021", "AUT"),
      .init(3, 13.5, "2021", "BEL"),
      .init(4, 1.7, "2022", "CHL")),
    Shape(
      "bounds",
      """
      Area,2021,2022
      Kent,"250,000+",<5
      Dorset,>95,"2,500-"

      """, count: 4,
      .init(2, 250000.0, "2021")),
    Shape(
      "missing, nil and zero",
      """
      Country,2019,2020,2021,2022
      Austria,..,-,0,1.5
      Belgium,n/a,:,0.0,2.5
      Chile,x,...,–,3.5

      """, count: 5,
      .init(2, 0.0, "2021", "AUT")),
    Shape(
      "percent signs",
      """
      Country,2021,2022
      Austria,12.5%,12.7 %
      Belgium,13.5%,13.7％

      """, count: 4,
      .init(2, 12.5, "2021", "AUT", unit: "%")),
    Shape(
      "a unit in brackets after the year",
      """
      Land,2021 (‰),2022 (‰)
      Austria,1.5,1.6
      Belgium,1.7,1.8

      """, count: 4,
      .init(2, 1.5, "2021", "AUT")),
    Shape(
      "a unit row",
      """
      Country,GDP,Area,Population
      ,billion USD,km2,million
      Austria,471.4,83879,9.1
      Belgium,583.4,30528,11.7

      """, count: 6,
      .init(3, 471400000000.0, nil, "AUT", "GDP", unit: "USD"),
      .init(3, 9100000.0, nil, "AUT", "Population")),
    Shape(
      "the scale under the title",
      """
      Gross domestic product by region
      (in millions of euro)

      Region,2021,2022
      Bavaria,660.1,716.8
      Saxony,134.5,146.5

      """, count: 4,
      .init(5, 660100000.0, "2021", nil, "Gross domestic product", unit: "EUR")),
    Shape(
      "semicolons and decimal commas",
      """
      Land;BIP;Einwohner
      Bayern;716,8;13,37
      Sachsen;146,5;4,09
      Hessen;323,4;6,39

      """, count: 6,
      .init(2, 716.8, nil, nil, "BIP")),
    Shape(
      "mixed line ends",
      """
      Country,2021,2022\r
      Austria,1,2
      Belgium,3,4\rChile,5,6\r

      """, count: 6,
      .init(4, 6.0, "2022", "CHL")),
    Shape(
      "padded cells",
      """
      Country , 2021 , 2022
      Austria ,  1 ,  2
      Belgium ,  3 ,  4

      """, count: 4,
      .init(2, 1.0, "2021", "AUT")),
    Shape(
      "NA is Namibia",
      """
      iso2,country,2020,2021
      NA,Namibia,10.6,12.4
      NG,Nigeria,432.2,440.8
      NO,Norway,367.6,490.3

      """, count: 6,
      .init(2, 10.6, "2020", "NAM")),
    Shape(
      "negative numbers",
      """
      Country,2021,2022
      Austria,(1.5),-2.5
      Belgium,−3.5,4.5-

      """, count: 4,
      .init(2, -1.5, "2021", "AUT"),
      .init(3, -3.5, "2021", "BEL")),
    Shape(
      "Roman quarters",
      """
      Country,I 2022,II 2022,III 2022
      Poland,1.5,1.6,1.7
      Czechia,2.5,2.6,2.7

      """, count: 6,
      .init(2, 1.6, "2022-Q2", "POL")),
    Shape(
      "quarters under years",
      """
      Country,2022,,,,2023,,,
      ,Q1,Q2,Q3,Q4,Q1,Q2,Q3,Q4
      Poland,1,2,3,4,5,6,7,8
      Czechia,11,12,13,14,15,16,17,18

      """, count: 16,
      .init(3, 6.0, "2023-Q2", "POL")),
    Shape(
      "months under years",
      """
      ,2022,,,2023,,
      ,Jan,Feb,Mar,Jan,Feb,Mar
      Poland,1,2,3,4,5,6
      Czechia,11,12,13,14,15,16

      """, count: 12,
      .init(3, 5.0, "2023-02", "POL")),
    Shape(
      "years printed once",
      """
      Year,Month,CPI
      2022,January,100.1
      ,February,100.3
      ,March,100.6
      2023,January,103.1
      ,February,103.3

      """, count: 5,
      .init(3, 100.3, "2022-02", nil, "CPI"),
      .init(6, 103.3, "2023-02")),
    Shape(
      "places printed once",
      """
      Country,Sex,2021,2022
      Austria,Male,4.4,4.5
      ,Female,4.5,4.6
      Belgium,Male,5.6,5.7
      ,Female,5.8,5.9

      """, count: 8,
      .init(3, 4.5, "2021", "AUT"),
      .init(5, 5.9, "2022", "BEL")),
    Shape(
      "codes that look like numbers",
      """
      local authority: district / unitary (as of April 2021)

      "ONS Crown Copyright Reserved [from Nomis on 1 March 2024]"
      date :,2023
      measure :,Count

      local authority,code,Jobs,Vacancies
      Darlington,E06000005,55000,1200
      County Durham,E06000047,180000,4200
      Hartlepool,E06000001,31000,800

      """, count: 6,
      .init(8, 55000.0, nil, nil, "Jobs")),
    Shape(
      "notes in brackets",
      """
      Month,Total [note 1],UK [p]
      Jan 2024,"123,456",100
      Feb 2024 [p],"123,999 [p]",101 [r]
      Mar 2024,[x],[c]

      """, count: 4),
  ]
}
