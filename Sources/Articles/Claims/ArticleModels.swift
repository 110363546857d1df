internal import Learning
public import Records
internal import Schema

/// The fitted weights by which an article's figures are read.
///
/// The weights are those of `Schema/models`, or those of a folder, so that a fold of a
/// cross-validation can be scored.
public struct ArticleModels: Sendable {
  let claim: Ranker
  let place: Ranker
  let period: Ranker
  let whole: Ranker
  let thing: Ranker
  let holder: Ranker

  /// The embedded weights.
  public init() {
    // The embedded files are the build's own: a test reads every one.
    claim =
      (try? ArticleModels.ranker("claim", ClaimSlot.space, nil))
      ?? Ranker(space: ClaimSlot.space)
    place =
      (try? ArticleModels.ranker("place", PlaceSlot.space, nil))
      ?? Ranker(space: PlaceSlot.space)
    period =
      (try? ArticleModels.ranker("period", PeriodSlot.space, nil))
      ?? Ranker(space: PeriodSlot.space)
    thing =
      (try? ArticleModels.ranker("indicator", ThingSlot.space, nil))
      ?? Ranker(space: ThingSlot.space)
    holder =
      (try? ArticleModels.ranker("holder", HolderSlot.space, nil))
      ?? Ranker(space: HolderSlot.space)
    whole =
      (try? ArticleModels.ranker("whole", ClaimConfidence.space, nil))
      ?? Ranker(space: ClaimConfidence.space)
  }

  /// The weights of a folder's `place.csv`, `period.csv` …, given by their texts.
  ///
  /// - Throws: a `Failure` of kind `badData` with the line of a file that holds no weight.
  public init(files: [String: String], folder: String) throws(Failure) {
    claim = try ArticleModels.ranker("claim", ClaimSlot.space, files, folder)
    place = try ArticleModels.ranker("place", PlaceSlot.space, files, folder)
    period = try ArticleModels.ranker("period", PeriodSlot.space, files, folder)
    whole = try ArticleModels.ranker("whole", ClaimConfidence.space, files, folder)
    thing = try ArticleModels.ranker("indicator", ThingSlot.space, files, folder)
    holder = try ArticleModels.ranker("holder", HolderSlot.space, files, folder)
  }

  private static func ranker(
    _ slot: String, _ space: FeatureSpace, _ files: [String: String]?, _ folder: String = "models"
  ) throws(Failure) -> Ranker {
    let name = slot + ".csv"
    guard let csv = files.map({ $0[name] }) ?? Schema.file("models/" + name)?.text else {
      return Ranker(space: space)
    }
    do throws(ModelFailure) {
      return try Ranker(space: space, csv: csv)
    } catch {
      throw Failure(.badData, error.message, at: Place(folder + "/" + name, line: error.line))
    }
  }
}
