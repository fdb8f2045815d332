"""Links by which an auditor reads chosen classes and training files for a time, without an account. Nothing about shops."""
