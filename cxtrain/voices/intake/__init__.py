"""Taking in what customers said elsewhere: files of answers, reviews, posts and interview notes."""
