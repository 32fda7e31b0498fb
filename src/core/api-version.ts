/** The group and version of every document and of every JSON answer. */
export const apiVersion = "keelson.dev/v1alpha1";
