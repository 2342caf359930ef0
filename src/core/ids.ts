/** Branded indices: each is an index into the array named in its comment, so that one cannot be used for another. */
export type FileId = number & { readonly brand: 'FileId' }; // Recording.files
export type FrameId = number & { readonly brand: 'FrameId' }; // Recording.frames
export type SiteId = number & { readonly brand: 'SiteId' }; // Recording.sites (line-level tree, as recorded)
export type NodeId = number & { readonly brand: 'NodeId' }; // CallTree (function-level tree, derived)
export type ThreadId = number & { readonly brand: 'ThreadId' }; // Recording.threads
export type ObjectId = number & { readonly brand: 'ObjectId' }; // Recording.objects

/** The value of an absent u32 reference in a column. */
export const NONE = 0xffffffff;
