"""The desk: what other programs and a browser may ask of this one over HTTP, on this machine unless the user says otherwise."""
