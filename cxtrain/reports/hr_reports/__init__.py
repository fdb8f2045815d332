"""HR's reports: completion, hours, pass rates, certificates and learning outside working time, by unit and by person."""
