"""The server: SPARQL over the store for other programs, and pages and a JSON API for people; started by `quoth serve`.

A request comes in through `connections` (slow clients), `safeguards` (host, headers, sizes) and `application` (routes). Whatever
reads the store happens in processes of their own: queries in the pool of `workers`, which can be killed.
"""
