"""Marks lists (成绩单): who sat one exam, quiz or practical assessment, in a unit or a class, with what result."""
