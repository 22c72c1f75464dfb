"""What is kept about people, why and until when; who read it; handing it out and erasing it.

Each app writes down its own part in a module ``keeping``: which fields of which models say something about a person
(``KEPT``), which do not (``NOT_PERSONAL``), what is due to go (``DUES``), what stands in the way of erasing somebody
(``hindrances``) and how it is done (``forget``). A test walks every field of every model, so that none is left out.
"""
