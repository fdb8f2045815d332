"""Numbers from a table: read with faults by row, looked at, then imported whole or not at all."""
