"""A business figure beside shoppers' and customers' scores of the same months: together, not because."""
