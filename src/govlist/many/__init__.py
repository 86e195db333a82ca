"""Many lists at once 【多份清单】: their rows as tables, a store of Parquet files, overviews of regions."""
