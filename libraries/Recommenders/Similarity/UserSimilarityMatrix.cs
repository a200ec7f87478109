namespace MovieMesh.Recommenders.Similarity;

/// <summary>How alike some users are to each other, row by row in the order they were asked for. Symmetric.</summary>
/// <param name="Similarities">−1…1; 1 on the diagonal, 0 for pairs with too little in common.</param>
/// <param name="CommonItems">How many items both rated; on the diagonal, how many the user rated.</param>
public sealed record UserSimilarityMatrix(float[][] Similarities, int[][] CommonItems);
