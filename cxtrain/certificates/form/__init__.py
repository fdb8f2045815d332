"""Forms of certificates: what stands on the paper for a course or for the whole house, in versions that never change."""
