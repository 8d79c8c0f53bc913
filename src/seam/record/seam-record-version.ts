/** The version of the record's format; readers refuse others. */
export const seamRecordVersion = 1;
