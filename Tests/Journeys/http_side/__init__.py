"""Visitors without a browser: pages, forms and cookies over plain HTTP."""
