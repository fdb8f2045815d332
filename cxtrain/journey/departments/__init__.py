"""Departments: owners of touchpoints, and internal customers of each other."""
