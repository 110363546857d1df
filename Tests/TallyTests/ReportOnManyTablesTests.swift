import Testing

/// Reports on figures of every frequency, from several tables: the rows were worked out by hand.
@Suite struct ReportOnManyTablesTests {
  /// Years, quarters with a gap and a missing value, months, weeks, days; a year that stands twice.
  static let many = """
    REF_AREA,INDICATOR,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE
    FRA,EXPORTS,A,2022,100,USD
    FRA,EXPORTS,A,2023,150,USD
    FRA,EXPORTS,Q,2022-Q4,10,USD
    FRA,EXPORTS,Q,2023-Q1,12,USD
    FRA,EXPORTS,Q,2023-Q2,,USD
    FRA,EXPORTS,Q,2023-Q3,15,USD
    FRA,EXPORTS,Q,2023-Q4,20,USD
    FRA,EXPORTS,M,2022-12,4,USD
    FRA,EXPORTS,M,2023-01,5,USD
    FRA,EXPORTS,D,2023-12-28,1,USD
    FRA,EXPORTS,D,2024-01-02,3,USD
    FRA,EXPORTS,W,2023-W51,8,USD
    FRA,EXPORTS,W,2024-W01,6,USD
    DEU,EXPORTS,A,2022,5,USD
    DEU,EXPORTS,A,2022,6,USD
    DEU,EXPORTS,A,2023,9,USD

    """
  /// A table with population and area of its own, by sex.
  static let own = """
    REF_AREA,INDICATOR,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,SEX
    FRA,EXPORTS,A,2021,600,USD,T
    FRA,EXPORTS,A,2022,1000,USD,T
    FRA,EXPORTS,A,2023,1200,USD,T
    FRA,EXPORTS,A,2023,700,USD,F
    FRA,POPULATION,A,2022,50,1,T
    FRA,POPULATION,A,2022,20,1,F
    FRA,LAND_AREA,A,2022,10,km2,T
    FRA,LAND_AREA,A,2023,20,km2,T

    """
  static let first = """
    REF_AREA,INDICATOR,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE
    FRA,POPULATION,A,2021,30,1
    FRA,POPULATION,A,2022,40,1
    FRA,POPULATION,A,2023,60,1
    FRA,LAND_AREA,A,2020,5,km2

    """
  static let second = """
    REF_AREA,INDICATOR,FREQ,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE
    FRA,POPULATION,A,2023,80,1

    """

  static let shell = Result {
    let shell = try Shell()
    for (text, name) in [
      (many, "many.csv"), (own, "own.csv"), (first, "first.csv"), (second, "second.csv"),
    ] {
      try shell.write(text, to: name)
    }
    _ = try shell.run("tally ingest --as observations many.csv own.csv first.csv second.csv")
    return shell
  }

  /// The rows of a report on exports, its heading left out.
  private func rows(_ arguments: String) throws -> String {
    let shell = try ReportOnManyTablesTests.shell.get()
    let run = try shell.run(
      "tally report \(arguments) -p indicator EXPORTS -f csv | tail -n +2")
    #expect(run.errors == "")
    return run.output
  }

  /// A change is from the period just before.
  ///
  /// Of days and weeks, which may lack some, it is from the one that stands before. A year with two
  /// figures is none to compare with.
  @Test func `growth of every frequency`() throws {
    #expect(
      try rows("growth -p locator many.csv") == """
        France,2022,100,USD,,,,,,many.csv
        France,2022-Q4,10,USD,,,,,,many.csv
        France,2022-12,4,USD,,,,,,many.csv
        France,2023,150,USD,,,50,50,,many.csv
        France,2023-01,5,USD,1,25,,,,many.csv
        France,2023-Q1,12,USD,2,20,,,,many.csv
        France,2023-Q3,15,USD,,,,,,many.csv
        France,2023-Q4,20,USD,5,33.33,10,100,,many.csv
        France,2023-W51,8,USD,,,,,,many.csv
        France,2023-12-28,1,USD,,,,,,many.csv
        France,2024-W01,6,USD,-2,-25,,,,many.csv
        France,2024-01-02,3,USD,2,200,,,,many.csv
        Germany,2022,5,USD,,,,,,many.csv
        Germany,2022,6,USD,,,,,,many.csv
        Germany,2023,9,USD,,,,,,many.csv

        """)
  }

  /// The table's own population, else that of the source read last, in each period.
  @Test func `the population of a period is chosen`() throws {
    #expect(
      try rows("per-capita") == """
        France,2022,100,USD,50,2,many.csv,own.csv
        France,2023,150,USD,80,1.875,many.csv,second.csv
        France,2021,600,USD,30,20,own.csv,first.csv
        France,2022,1000,USD,50,20,own.csv,own.csv
        France,2023,1200,USD,80,15,own.csv,second.csv

        """)
  }

  /// The table's own area, else that of another, the latest up to the period.
  @Test func `the area of a period is chosen`() throws {
    #expect(
      try rows("per-area") == """
        France,2022,100,USD,10,2022,10,many.csv,own.csv
        France,2022-Q4,10,USD,10,2022,1,many.csv,own.csv
        France,2022-12,4,USD,10,2022,0.4,many.csv,own.csv
        France,2023-01,5,USD,10,2022,0.5,many.csv,own.csv
        France,2023-Q1,12,USD,10,2022,1.2,many.csv,own.csv
        France,2023-Q3,15,USD,10,2022,1.5,many.csv,own.csv
        France,2023-W51,8,USD,10,2022,0.8,many.csv,own.csv
        France,2023-12-28,1,USD,10,2022,0.1,many.csv,own.csv
        France,2023,150,USD,20,2023,7.5,many.csv,own.csv
        France,2023-Q4,20,USD,20,2023,1,many.csv,own.csv
        France,2024-01-02,3,USD,20,2023,0.15,many.csv,own.csv
        France,2024-W01,6,USD,20,2023,0.3,many.csv,own.csv
        France,2021,600,USD,10,2022,60,own.csv,own.csv
        France,2022,1000,USD,10,2022,100,own.csv,own.csv
        France,2023,1200,USD,20,2023,60,own.csv,own.csv

        """)
  }
}
