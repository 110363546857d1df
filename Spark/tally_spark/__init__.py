"""Tally on Apache Spark: the same reading and the same reports where one machine is not enough.

    records = extract(documents(spark, "archive/"))
    load(records, "warehouse/")
    report(spark, "growth", {"indicator": "GDP"}, warehouse="warehouse/").show()
"""

from tally_spark.documents import documents
from tally_spark.extraction import extract
from tally_spark.loading import Load, load
from tally_spark.reader import Limits, TallyError
from tally_spark.reports import names as report_names
from tally_spark.reports import report
from tally_spark.warehouse import Warehouse

__all__ = ["Limits", "Load", "TallyError", "Warehouse", "documents", "extract", "load", "report", "report_names"]
