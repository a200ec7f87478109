namespace MovieMesh.Recommenders.Implicit;

/// <summary>How <see cref="IalsTrainer"/> solves a row's normal equations.</summary>
public enum ImplicitSolver
{
    /// <summary>
    /// Exactly, by Cholesky: of the k×k system, or of the n×n system of the dual form for rows with fewer interactions n than factors k.
    /// </summary>
    Cholesky,

    /// <summary>By a few steps of conjugate gradients from the row's last solution: O(n·k) a step; cheaper from some 100 factors up, not exact.</summary>
    ConjugateGradient,
}
