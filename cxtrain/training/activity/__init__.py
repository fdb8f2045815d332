"""How long people learnt, and how much of it outside working time: from what they did, summed up by day."""
