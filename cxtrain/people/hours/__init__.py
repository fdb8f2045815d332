"""When a unit is open: the clocks of customers' matters run only then."""
