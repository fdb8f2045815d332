"""Practical assessments (实操考核): sheets by version, sittings, and what assessors marked."""
