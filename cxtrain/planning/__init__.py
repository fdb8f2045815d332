"""Plans: from what observations say, or from words, to actions, an approval, the person's own words and a review."""
