extension Shape {
  /// Plain tables of offices and newspapers that were read wrongly without a doubt: figures that look
  /// like months, sections right below the headings, counts beside years, units in a line of their
  /// own.
  static let ordinary: [Shape] = [
    Shape(
      "figures that could be months",
      """
      Country,2020,2021,2022
      Austria,1905.2,1950.4,2001.1
      Belgium,2507.3,2554.4,2600.8

      """, count: 6, .init(2, 1950.4, "2021", "AUT"), .init(3, 2507.3, "2020", "BEL")),
    Shape(
      "months that could be figures",
      """
      Region,2020.01,2020.02,2020.03
      North,12,13,14
      South,22,23,24

      """, count: 6, .init(2, 13, "2020-02"), .init(3, 24, "2020-03")),
    Shape(
      "a section of places right below the headings",
      """
      Item,2021,2022
      Germany,,
      Exports,100,110
      Imports,200,210
      France,,
      Exports,101,111
      Imports,201,211

      """, count: 8, .init(3, 100, "2021", "DEU", "Exports"), .init(7, 211, "2022", "FRA")),
    Shape(
      "a remark below the headings, and no section",
      """
      Region,2021,2022
      (provisional),,
      North,100,110
      South,200,210

      """, count: 4, .init(3, 100, "2021"), .init(4, 210, "2022")),
    Shape(
      "sections that are years",
      """
      Country,Births,Deaths
      2021,,
      Austria,86078,91962
      Belgium,118007,113000
      2022,,
      Austria,82627,93332
      Belgium,113593,116380

      """, count: 8, .init(3, 86078, "2021", "AUT"), .init(7, 116380, "2022", "BEL")),
    Shape(
      "counts beside years",
      """
      Country,Year,Schools,Pupils
      Malta,2020,11,4100
      Malta,2021,12,4150
      Cyprus,2020,9,3900
      Cyprus,2021,10,3950

      """, count: 8, .init(2, 11, "2020", "MLT", "Schools"), .init(5, 3950, "2021", "CYP")),
    Shape(
      "months beside years",
      """
      Year,Month,Arrivals
      2020,10,4100
      2020,11,4150
      2020,12,3900

      """, count: 3, .init(2, 4100, "2020-10"), .init(4, 3900, "2020-12")),
    Shape(
      "a letter for millions beside a currency",
      """
      Country,Year,Revenue ($m),Tax (m EUR),Length (m)
      Kenya,2021,100.5,10.2,2.5
      Ghana,2021,101.5,11.2,3.5

      """, count: 6, .init(2, 100_500_000, "2021", "KEN", unit: "USD"),
      .init(2, 10_200_000, "2021", "KEN", unit: "EUR"),
      .init(3, 3.5, "2021", "GHA", unit: "m")),
    Shape(
      "a unit in a line of its own",
      """
      Imports
      EUR million
      Country,2021,2022
      Austria,100,110
      Belgium,200,210

      """, count: 4, .init(4, 100_000_000, "2021", "AUT", "Imports", unit: "EUR")),
    Shape(
      "per cent in a line of its own",
      """
      Unemployment rate
      Per cent
      Country,2021,2022
      Austria,6.2,4.8
      Belgium,6.3,5.6

      """, count: 4, .init(4, 6.2, "2021", "AUT", "Unemployment rate", unit: "%")),
    Shape(
      "a thousand in digits in a line of its own",
      """
      Population by country
      1 000 persons
      Country,2021,2022
      Austria,8933,8979
      Belgium,11555,11618

      """, count: 4, .init(4, 8_933_000, "2021", "AUT", "Population by country")),
    Shape(
      "an elided article before the unit",
      """
      Région;PIB 2021 (millions d'euros);PIB 2022 (millions d'euros)
      Bretagne;102345;110234
      Corse;9876;10123

      """, count: 4, .init(2, 102_345_000_000, "2021", unit: "EUR")),
    Shape(
      "a unit after “in”",
      """
      Land;BIP in Mio. EUR;Fläche in km²
      Bayern;716784;70541,57
      Hessen;323352;21115,64

      """, count: 4, .init(2, 716_784_000_000, nil, "DE-BY", unit: "EUR"),
      .init(3, 21115.64, nil, "DE-HE", unit: "km2")),
    Shape(
      "headings that are units",
      """
      Government debt 2022
      Country,EUR million,% of GDP
      Austria,350000,78.4
      Belgium,580000,105.1

      """, count: 4, .init(3, 350_000_000_000, "2022", "AUT", unit: "EUR"),
      .init(4, 105.1, "2022", "BEL", unit: "%")),
    Shape(
      "the number of a footnote behind a year",
      """
      Country,2021,2022 1)
      Germany,100,110
      France,101,111
      1) Revised.

      """, count: 4, .init(2, 110, "2022", "DEU"), .init(3, 101, "2021", "FRA")),
    Shape(
      "points of thousands in every figure",
      """
      Land;2021;2022
      Bayern;13.177;13.369
      Hessen;6.295;6.391
      Berlin;3.677;3.755

      """, count: 6, .init(2, 13177, "2021", "DE-BY"), .init(4, 3755, "2022", "DE-BE")),
  ]
}
