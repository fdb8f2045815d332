"""The sums of released visits, which change with each release and can be computed anew."""
