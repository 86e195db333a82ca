"""The extraction as a Spark job, for lists that fit no machine: each list is a record of the same function.

Spark finds and reads the files, wherever it can read, and writes the tables as `gather` lays them out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from govlist.base import i18n
from govlist.many import sources
from govlist.many.extract import Extract, extract_bytes
from govlist.many.identity import Pattern, below
from govlist.many.schema import TABLES, Table, Type
from govlist.many.store import partition

if TYPE_CHECKING:
    from pyspark import RDD
    from pyspark.sql import DataFrame, Row, SparkSession

_SCHEME = "file:"


def gather(session: SparkSession, folder: str, out: str, now: str, pattern: str | None = None) -> None:
    """Read the lists below a folder and write the tables below another, which must be new.

    Both may be anywhere Spark reads and writes. `now` is what `lists.extracted_at` will hold.
    """
    extracts = extracted(session, folder, now, pattern).cache()
    for table in TABLES:
        rows = frame(session, extracts, table)
        target = f"{out.rstrip('/')}/{table.name}"
        if rows.isEmpty():  # one file without rows, from which readers know the columns
            rows.drop("y", "p").coalesce(1).write.parquet(target)
        else:
            rows.repartition("y", "p").write.partitionBy("y", "p").parquet(target)
    extracts.unpersist()


def extracted(session: SparkSession, folder: str, now: str, pattern: str | None = None) -> RDD[Extract]:
    """What came of each list below a folder. Raises GovlistError for an invalid pattern."""
    wanted = None if pattern is None else Pattern(pattern)
    root = folder if "://" in folder else os.path.abspath(folder)  # noqa: PTH100 - it may lie elsewhere
    reader = session.read.format("binaryFile").option("recursiveFileLookup", "true")
    files = reader.option("pathGlobFilter", "*.{yaml,yml}").load(root).select("path", "content")
    work = partial(_extracted, root.rstrip("/"), now, wanted, i18n.language())
    return files.rdd.mapPartitions(work)


def frame(session: SparkSession, extracts: RDD[Extract], table: Table) -> DataFrame:
    """The rows of a table, with the keys of its partitions, `y` and `p`."""
    from pyspark.sql import types

    kinds = {
        Type.TEXT: types.StringType(),
        Type.NUMBER: types.IntegerType(),
        Type.DAY: types.DateType(),
        Type.FLAG: types.BooleanType(),
    }
    columns = [types.StructField(column.name, kinds[column.type]) for column in table.columns]
    keys = [types.StructField("y", types.IntegerType()), types.StructField("p", types.StringType())]
    rows = extracts.flatMap(partial(_with_keys, table.name))
    return session.createDataFrame(rows, types.StructType([*columns, *keys]))


def _extracted(
    root: str, now: str, wanted: Pattern | None, language: str, files: Iterator[Row]
) -> Iterator[Extract]:
    """What came of the lists among some files, in the language of the job."""
    i18n.use(language)
    for path, content in files:
        data = bytes(content)
        if sources.has_keys(data):
            name = PurePosixPath(path.partition(f"{root}/")[2])
            list_id = below(PurePosixPath(), name)
            yield extract_bytes(sources.source(_plain(path), list_id, list_id, wanted), data, now)


def _with_keys(table: str, made: Extract) -> Iterator[tuple[Any, ...]]:
    """The rows of a table with their year and their part of the path."""
    for row in made.rows[table]:
        year, place = partition(row[1], row[5]).split("/")
        yield (*row, int(year.removeprefix("y=")), place.removeprefix("p="))


def _plain(path: str) -> str:
    """A path as people write it, without the scheme of local files."""
    return "/" + path.removeprefix(_SCHEME).lstrip("/") if path.startswith(_SCHEME) else path
