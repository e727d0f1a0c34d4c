"""One function a form: evidence in, assertion out, or nothing where the form cannot hold."""
