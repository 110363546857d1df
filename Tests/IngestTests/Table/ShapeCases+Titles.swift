extension Shape {
  /// Tables of which a title, or what stands above the headings, says when, where and in what unit.
  static let titled: [Shape] = [
    Shape(
      "a title names place and period of a table of labels",
      """
      Table 4;;
      Beekeepers by kind of hive in Norway: 2017;;
      Kind of hive;Men;Women
      Log hives;12;15
      Straw hives;8;9
      Wooden hives;120;131
      Other hives;3;4

      """, count: 8,
      .init(4, 12, "2017", "NOR", "Men"), .init(6, 131, "2017", "NOR", "Women")),
    Shape(
      "months under a title's year",
      """
      Storks counted in Poland 2020 by month;;;
      Age;January;February;March
      All;5;7;9
      Young;2;3;4
      Old;3;4;5

      """, count: 9,
      .init(3, 5, "2020-01"), .init(5, 5, "2020-03")),
    Shape(
      "years from one to the next by the currency's country, statuses above them, a row of percentages",
      """
      ;£ million;;
      ;Outturn;Forecast;
      ;2023-24;2024-25;2025-26
      Toll receipts;12.5;13.5;14.5
      Fish levy;2.5;2.75;3
      Percentage change in levy;1.5;2.5;3.5

      """, count: 9,
      .init(4, 12_500_000, "2023-04-01/P1Y", unit: "GBP"),
      .init(4, 13_500_000, "2024-04-01/P1Y", unit: "GBP", status: "F"),
      .init(6, 2.5, "2024-04-01/P1Y", unit: "%", status: "F")),
    Shape(
      "one unit in three heading rows",
      """
      ;at end 2019;at end 2020
      ;Thousand;Thousand
      ;million;million
      ;barrels;barrels
      Norway;8.5;7.9
      Sweden;1.5;1.25
      Chile;0.5;0.75

      """, count: 6,
      .init(5, 8_500_000_000, "2019", "NOR", unit: "[bbl_us]"),
      .init(7, 750_000_000, "2020", "CHL", unit: "[bbl_us]")),
    Shape(
      "ages as headings",
      """
      Herons by single year of age, Wales, 2020;;;;;;
      Sex;0;1;2;3;4;5
      Males;151;142;133;124;115;106
      Females;141;132;123;114;105;96
      Unknown;11;9;13;8;15;16

      """, count: 18,
      .init(3, 151, "2020", "GB-WLS"), .init(5, 16, "2020", "GB-WLS")),
    Shape(
      "a scale and a unit end the heading",
      """
      Year;Output in billions of current dollars;Hours per millions of workers
      2019;104.5;3
      2020;92.25;4
      2021;77.5;5

      """, count: 6,
      .init(2, 104_500_000_000, "2019", unit: "USD"), .init(4, 5, "2021")),
    Shape(
      "a title gives the days from and to",
      """
      Median rents recorded between 1 April 2021 to 31 March 2022;;
      Area;Room;House
      Spain;300;500
      Italy;350;700
      Chile;250;450

      """, count: 6,
      .init(3, 300, "2021-04-01/P1Y", "ESP", "Room")),
    Shape(
      "a title that spans years gives no period",
      """
      Windmills in Spain and Italy, 1987-2017;;
      Area;Stone;Timber
      Spain;30;50
      Italy;35;70

      """, count: 4,
      .init(3, 30, nil, "ESP", "Stone")),
    Shape(
      "headings within the body tell rows of one label apart",
      """
      Age;2020;2021
      Men;;
      0-19;5;6
      20-39;7;8
      40-59;4;5
      Women;;
      0-19;9;10
      20-39;11;12
      40-59;6;7

      """, count: 12,
      .init(3, 5, "2020"), .init(7, 9, "2020")),
  ]
}
