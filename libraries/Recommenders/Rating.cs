using System.Runtime.InteropServices;

namespace MovieMesh.Recommenders;

/// <summary>One observed rating, in the ids of the data set.</summary>
/// <param name="UserId">The user's id, any <see cref="int"/>.</param>
/// <param name="ItemId">The item's (movie's) id, any <see cref="int"/>.</param>
/// <param name="Stars">The rating in stars, finite; MovieLens uses 0.5 to 5 in half steps.</param>
/// <param name="Day">When it was given, in days since 1970-01-01 (UTC); 0 where that is not known.</param>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct Rating(int UserId, int ItemId, float Stars, int Day = 0);
