"""Work that outlives a request: a table of jobs with leases, and the worker that does them."""
