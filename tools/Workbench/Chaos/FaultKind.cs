namespace MovieMesh.Workbench.Chaos;

/// <summary>What can be done to a process of the mesh.</summary>
internal enum FaultKind
{
    /// <summary>It is killed, and started again by whoever watches over it.</summary>
    Kill,

    /// <summary>It is stopped in the middle of whatever it does, with its connections open, and goes on later.</summary>
    Pause,

    /// <summary>It is asked to end.</summary>
    Restart,

    /// <summary>It forgets all that it holds.</summary>
    Flush,

    /// <summary>Its connections break, in the middle of whatever is said on them.</summary>
    Cut,

    /// <summary>It can write nothing to its disk for a while.</summary>
    Disk,

    /// <summary>It is killed, and on its port listens somebody who says nothing.</summary>
    Port,
}
