"""Reports become copies, origins and stories."""
