// Who reads sources imports Ingest alone: what its own declarations speak of comes with it.
@_exported public import Articles
@_exported public import Documents
@_exported public import Tables
@_exported public import Text
