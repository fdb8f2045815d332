"""The register of certificates: issued, corrected, revoked, looked up, handed to an auditor."""
