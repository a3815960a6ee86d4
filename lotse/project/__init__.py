"""What makes the rooms one house: settings, root addresses, command line, PostgreSQL adapter."""
