"""What customers of the demo company answered over a year: campaigns, posters, responses, comments."""
