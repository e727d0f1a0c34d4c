"""Every filer at once, from the SEC's bulk file: kept as Parquet beside the data, asked by the same arithmetic.

`archive`   the zip, member by member, each bounded before anybody reads it
`filer`     one member: the facts of a filer that a metric may be read from
`engine`    DuckDB, which writes and reads Parquet: used here alone
`store`     what is kept, whole or not at all
`taking`    from the zip to the store
`asking`    one metric of some filers, or of all in their order

They are imported one by one: asking needs nothing of what taking needs.
"""
