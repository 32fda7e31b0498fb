/** The version that every document of keelson states. */
export const apiVersion = "keelson.dev/v1alpha1";
