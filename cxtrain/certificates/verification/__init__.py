"""Whether a certificate is genuine and good, for anybody who holds one."""
