"""The one Jupyter server: the forms (Voilà, with a template of its own) and JupyterLab beside it.

Rules: it listens on this machine only, with a token; no page asks anything of another machine; nothing is
written into the user's own Jupyter folders; no kernel is given the token. What a page shows is not decided here.
"""
