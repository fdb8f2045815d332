"""The transcript of a person (成绩单): what they learnt, as a page, on paper and as tables. Results of visits are not in it."""
