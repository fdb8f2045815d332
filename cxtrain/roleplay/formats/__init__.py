"""Scenarios in the files of other tools: the trainers' table, Twee 3 and Twine, H5P Branching Scenario. Pure."""
