"""Licences that authorities really granted, put through ``bulk``: what does today's law say of them?

The records of the Dutch authority (2004 to 2015) and of the Swiss one (2012 to 2014) are read line by line
(``reading``, ``places``), written as one table and judged by ``bulk`` (``judging``); what does not come out controlled
and what code is gone is explained (``exceptions``, ``gone``), and all of it is told in ``docs/validation.md``
(``report``). Every line ends as read, with its answer, or as unread, with a reason. Only codes, dates, countries and
values are used; the descriptions of goods and end uses are not even looked at.
"""
