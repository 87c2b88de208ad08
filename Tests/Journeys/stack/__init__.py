"""A whole installation of one test run: its own PostgreSQL, Redis, sandbox and server, from the debug build."""
