"""What people type about assemblies."""
