public import Records
