"""What a report carries inside its file: what it was made from, the law, and a digest of its passages.

    {"schema": "eiagen.source/1", "eiagen": "0.1.0", "kind": "assessment", "name": "assessment.yaml",
     "text": "…", "catalogue": {…}, "findings": […], "visible": [52311837, …],
     "numbered": [[1210, 88123], …], "besides": […]}

`text` is the YAML of an assessment, or the JSON of an audit, a comparison or a letter. In a Word file all
this is a custom XML part, in an OpenDocument file a property of the document, in a PDF an attachment, and in
a web page a script that nothing runs. Comments of the YAML stay at home, and so do the folders a document
was in.
"""
