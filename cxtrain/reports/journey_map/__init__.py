"""The journey map: touchpoints with their moment of truth, their measures, and whether somebody is improving them."""
